"""What an incident, a breach and a deadline are: values and rules. No Qt, no SQL, no PDF, no now()."""
