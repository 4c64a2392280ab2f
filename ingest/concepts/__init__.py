"""What figures measure, the same in every report: concepts, declared as data."""
