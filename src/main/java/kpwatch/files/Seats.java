package kpwatch.files;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whole peers for shares of them, by largest remainder. */
final class Seats {
  private Seats() {}

  /**
   * The number of full-table peers for each share, in the same order. Their sum is the sum of the
   * shares, rounded to the nearest whole peer; equal remainders go to the earlier share.
   */
  static List<Integer> of(List<BigDecimal> shares) {
    BigDecimal peers = BigDecimal.valueOf(RisPeers.FULL);
    List<Integer> seats = new ArrayList<>();
    List<BigDecimal> remainders = new ArrayList<>();
    for (BigDecimal share : shares) {
      BigDecimal quota = share.multiply(peers);
      BigDecimal whole = quota.setScale(0, RoundingMode.FLOOR);
      seats.add(whole.intValueExact());
      remainders.add(quota.subtract(whole));
    }
    int open =
        Math.min(
                RisPeers.FULL,
                RisPeers.count(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)))
            - seats.stream().mapToInt(Integer::intValue).sum();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing((Integer i) -> remainders.get(i)).reversed());
    for (int i = 0; i < open; i++) {
      int winner = order.get(i);
      seats.set(winner, seats.get(winner) + 1);
    }
    return List.copyOf(seats);
  }
}
