package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;

/** One method of the API; runs under the world's monitor. */
interface Method {
  /**
   * Gives the result.
   *
   * @throws Refusal where the real server refuses
   */
  JsonNode answer(Call call);
}
