package kpwatch.notify;

import java.time.Instant;

/**
 * The living message of an incident, as it reads now.
 *
 * @param changed when its words last changed, the data time apart; at least a millisecond after the
 *     change before it
 * @param material when what they say last changed: scope, verdict, confidence, a route or a line
 * @param stand what is material, to tell whether it changed
 * @param ended whether it reads as ended and changes no more
 */
public record Card(
    String incident,
    Instant changed,
    Instant material,
    String stand,
    boolean ended,
    Message message) {}
