"""Three runs of one software: `production` is safe by default, `embedded` and `test` loosen it.

Every value read from the environment is in the table of deploy/README.md.
"""
