package kpwatch.incident;

import java.time.Instant;
import kpwatch.observation.Subject;

/** A track changed state; the states in their written form. */
public record Transition(Instant at, Subject subject, String from, String to) {}
