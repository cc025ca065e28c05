"""The archive's builder: raw originals in, a bilingual static site out. The command is ``archive``."""

__version__ = "0.1.0"
