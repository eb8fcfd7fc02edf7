"""`python -m kg` is `mithaq`."""

import sys

from kg.cli import main

sys.exit(main())
