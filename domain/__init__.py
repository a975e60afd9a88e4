"""What an incident, a breach and a deadline are: values and rules, with no Qt, no SQL, no PDF and no now()."""
