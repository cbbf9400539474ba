"""The faces of ``Assistant.ask``: a page, a widget for other sites, pages without a script, a JSON API.

``api.create_app`` builds the application, ``server.serve`` runs it.
"""
