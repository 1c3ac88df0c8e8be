package kpwatch.testkit.rislive;

/**
 * A router that talks to one collector.
 *
 * @param collector {@code rrc00}
 */
public record RisPeer(String collector, String address, long asn) {}
