"""From a question to a plan, from the plan to figures and passages, to a cited answer."""
