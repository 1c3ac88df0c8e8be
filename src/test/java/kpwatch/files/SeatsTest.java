package kpwatch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeatsTest {
  @Test
  void sharesThatFitAreExact() {
    assertThat(seats("0.55", "0.45")).containsExactly(132, 108);
  }

  @Test
  void theLargestRemainderGetsTheOpenSeat() {
    // 0.333 of 240 is 79.92, 0.335 is 80.4, 0.332 is 79.68
    assertThat(seats("0.333", "0.335", "0.332")).containsExactly(80, 80, 80);
  }

  @Test
  void theSumIsRoundedOnceAndNotForEachShare() {
    assertThat(seats("0.002", "0.002", "0.002")).containsExactly(1, 0, 0);
    assertThat(seats("0.07", "0.05")).containsExactly(17, 12);
  }

  @Test
  void nothingIsNobody() {
    assertThat(seats()).isEmpty();
    assertThat(seats("0")).containsExactly(0);
  }

  @Test
  void everyFullTablePeerHasOnePlaceInTheOrder() {
    assertThat(IntStream.range(0, RisPeers.FULL).map(RisPeers::ranked).distinct().count())
        .isEqualTo(RisPeers.FULL);
  }

  private static List<Integer> seats(String... shares) {
    return Seats.of(Arrays.stream(shares).map(BigDecimal::new).toList());
  }
}
