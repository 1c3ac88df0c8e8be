package kpwatch.incident;

/** What happened to one incident, and how it stands afterwards. */
public record IncidentChange(Incident.Action action, Incident incident) {}
