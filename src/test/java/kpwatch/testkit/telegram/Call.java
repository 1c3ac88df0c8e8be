package kpwatch.testkit.telegram;

/**
 * One call of a method with the right token.
 *
 * @param method spelled as in the documentation
 * @param arrivedNanos {@link System#nanoTime} when its first byte was there
 */
record Call(String method, Params params, Connection connection, long arrivedNanos) {}
