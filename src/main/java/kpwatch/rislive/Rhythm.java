package kpwatch.rislive;

import java.time.Duration;

/**
 * How long RIS Live is waited for, and how often it is bothered.
 *
 * @param handshake from the look-up of the name to an open connection
 * @param between two subscriptions; RIS Live drops those that come faster
 * @param ping between two pings
 * @param patience after a ping, until the connection is given up if nothing at all came
 * @param soon the least pause before the first attempt after a cut
 * @param late the longest pause after a cut of an open connection
 * @param tired the longest pause when connecting itself has failed many times in a row
 */
record Rhythm(
    Duration handshake,
    Duration between,
    Duration ping,
    Duration patience,
    Duration soon,
    Duration late,
    Duration tired) {
  /**
   * 40 s and 30 s are BGPalerter's (https://github.com/nttgin/BGPalerter, read 2026-11-23). It
   * keeps 200 ms between subscriptions; more than twice as much, since a busy machine moves them
   * closer and nobody would miss one that was dropped.
   */
  static final Rhythm USUAL =
      new Rhythm(
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofSeconds(40),
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60));
}
