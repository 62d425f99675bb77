"""What is remembered: events, the fold over them, schedule and queue. Pure: time and chance come in as arguments."""
