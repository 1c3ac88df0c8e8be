package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of likelihood and their numbers. */
class ScaleTest {
  @ParameterizedTest(name = "{0} to {1} per cent: {2}")
  @CsvSource({
    "0, 4, almost no chance",
    "5, 19, very unlikely",
    "20, 44, unlikely",
    "45, 54, roughly even",
    "55, 79, likely",
    "80, 94, very likely",
    "95, 97, almost certain"
  })
  void eachWordHasItsRange(int from, int to, String word) {
    for (int percent = from; percent <= to; percent++) {
      assertThat(Scale.word(percent)).as("%d %%", percent).isEqualTo(word);
    }
  }
}
