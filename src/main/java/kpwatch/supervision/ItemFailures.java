package kpwatch.supervision;

import java.time.Duration;

/**
 * How often items of one kind failed since the start.
 *
 * @param item the kind, such as {@code Telegram update}
 * @param count 1 and more
 * @param last the name of the last exception
 * @param age time since the last failure
 */
public record ItemFailures(String item, long count, String last, Duration age) {}
