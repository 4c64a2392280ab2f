"""What must add up in a report (勾稽关系), and where it does not."""
