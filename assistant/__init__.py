"""From a question to a plan, from the plan to figures and passages, from those to a cited answer."""
