package kpwatch.subscription;

import kpwatch.incident.Scope;

/** How bad an incident is, for the choice of who is called by name. */
public enum Severity {
  DEGRADED,
  PARTIAL,
  OUTAGE;

  /**
   * Whether an incident of a scope is at least as bad; news of lines never is, and a hijack counts
   * like a partial outage.
   */
  public boolean reached(Scope scope) {
    return switch (scope) {
      case UPSTREAM -> false;
      case DEGRADED -> this == DEGRADED;
      case PARTIAL, HIJACK -> this != OUTAGE;
      case NATIONAL -> true;
    };
  }
}
