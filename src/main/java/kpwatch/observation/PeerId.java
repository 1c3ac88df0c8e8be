package kpwatch.observation;

import java.util.Locale;

/**
 * One session of a RIS collector.
 *
 * @param collector {@code RRC00}; two sources write it in different case, so it is kept in capitals
 * @param address the peer's IP address, in the JDK's spelling
 */
public record PeerId(String collector, String address) {
  public PeerId {
    collector = collector.toUpperCase(Locale.ROOT);
    address = Address.parse(address).getHostAddress();
  }
}
