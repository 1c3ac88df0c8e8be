package kpwatch.discord;

import java.io.IOException;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.data.DataType;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Tells Discord's own answers from those of a web firewall, a proxy or a captive portal on the way.
 * A foreign answer says nothing of a channel or the token, so the call fails like a broken
 * connection and is tried again. A success must be JSON or empty. A refusal must be an object with
 * a text {@code message} and a {@code code} of Discord: 0, or five digits and more
 * (https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-23). Discord
 * redirects no call. A 429 may come from Cloudflare in front of it, and a 5xx may be a page.
 */
final class AnswerOrigin implements Interceptor {
  /** Discord's refusals are far shorter. */
  private static final long LONGEST_REFUSAL = 64 * 1024;

  /** JSON of Discord begins at once; a few blanks do no harm. */
  private static final long BEGINNING = 64;

  private static final int SMALLEST_CODE = 10_000;

  /** An answer that Discord did not give. */
  static final class ForeignAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignAnswer(int status) {
      super("an answer came that is not Discord's (" + status + ")");
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    // JDA asks for gzip by itself, and then OkHttp would leave the body packed.
    Response response =
        chain.proceed(chain.request().newBuilder().removeHeader("Accept-Encoding").build());
    boolean own = false;
    try {
      own = own(response);
    } finally {
      if (!own) {
        response.close();
      }
    }
    if (!own) {
      throw new ForeignAnswer(response.code());
    }
    return response;
  }

  private static boolean own(Response response) throws IOException {
    int status = response.code();
    if (status >= 500 || status == 429) {
      return true;
    }
    if (status >= 400) {
      return refusal(response.peekBody(LONGEST_REFUSAL).string());
    }
    return response.isSuccessful() && json(response.peekBody(BEGINNING).string());
  }

  /** Whether it is empty or begins as JSON does. */
  private static boolean json(String beginning) {
    String text = beginning.stripLeading();
    return beginning.isEmpty() || text.startsWith("{") || text.startsWith("[");
  }

  private static boolean refusal(String body) {
    try {
      DataObject said = DataObject.fromJson(body);
      return said.isType("message", DataType.STRING)
          && said.isType("code", DataType.INT)
          && (said.getInt("code") == 0 || said.getInt("code") >= SMALLEST_CODE);
    } catch (RuntimeException e) { // no JSON, or the JSON word null
      return false;
    }
  }
}
