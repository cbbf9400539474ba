"""Questions with gold answers, judged by rules: cases → verdicts → run → views."""
