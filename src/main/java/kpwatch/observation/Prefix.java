package kpwatch.observation;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses such as {@code 175.45.176.0/24}; bits behind the length are zero. */
public record Prefix(InetAddress address, int length) implements Comparable<Prefix> {
  public Prefix {
    int bits = address.getAddress().length * 8;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("prefix length out of range: " + length);
    }
    if (!Arrays.equals(mask(address.getAddress(), length), address.getAddress())) {
      throw new IllegalArgumentException(
          "bits set behind the prefix length: " + address.getHostAddress() + "/" + length);
    }
  }

  /**
   * Reads {@code address/length}. Throws {@link IllegalArgumentException} if it is not a prefix.
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).strip().matches("\\d{1,3}")) {
      throw new IllegalArgumentException("not a prefix: " + text);
    }
    return new Prefix(
        Address.parse(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1).strip()));
  }

  public boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    return bytes.length == address.getAddress().length
        && Arrays.equals(mask(bytes, length), address.getAddress());
  }

  /** Whether every address of {@code other} lies in this block; true for the block itself. */
  public boolean covers(Prefix other) {
    return other.length >= length && contains(other.address);
  }

  private static byte[] mask(byte[] bytes, int length) {
    byte[] masked = new byte[bytes.length];
    int whole = length / 8;
    System.arraycopy(bytes, 0, masked, 0, whole);
    if (whole < bytes.length) {
      masked[whole] = (byte) (bytes[whole] & (0xff00 >>> (length % 8)));
    }
    return masked;
  }

  @Override
  public int compareTo(Prefix other) {
    int byAddress = Arrays.compareUnsigned(address.getAddress(), other.address.getAddress());
    return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
