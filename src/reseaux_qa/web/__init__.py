"""Two faces of ``Assistant.ask``: a page for citizens and a JSON API.

``api.create_app`` builds the application, ``server.serve`` runs it.
"""
