"""``python -m reseaux_qa`` is the command line."""

import sys

from reseaux_qa.cli import main

sys.exit(main())
