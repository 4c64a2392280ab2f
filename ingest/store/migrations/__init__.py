"""The steps from one schema of the library to the next, for alembic: one module a step, each named
and numbered by the version that it leads to. A step never changes once it has been released."""
