package kpwatch.telegram;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import kpwatch.config.Redacted;
import kpwatch.config.Secret;
import okhttp3.OkHttpClient;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/** Calls of the Bot API through the library's client, each ended within a bounded time. */
final class BotApi {
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  private final OkHttpTelegramClient client;

  BotApi(Secret token, URI base, OkHttpClient http) {
    this.client = new OkHttpTelegramClient(http, token.reveal(), url(base));
  }

  private static TelegramUrl url(URI base) {
    boolean tls = "https".equals(base.getScheme());
    int port = base.getPort() > 0 ? base.getPort() : tls ? 443 : 80;
    return new TelegramUrl(base.getScheme(), base.getHost(), port, false);
  }

  /** Never throws for what the outside does. No text in the answer holds the token. */
  <T extends Serializable> Answer<T> call(BotApiMethod<T> method) {
    try {
      return new Answer.Ok<>(client.execute(method));
    } catch (TelegramApiRequestException e) {
      return refused(e);
    } catch (TelegramApiValidationException e) {
      return refused(400, "not valid: " + Redacted.text(String.valueOf(e.getMessage())));
    } catch (TelegramApiException e) {
      return failed(e);
    }
  }

  private static <T> Answer<T> refused(TelegramApiRequestException e) {
    Optional<Integer> code = Optional.ofNullable(e.getErrorCode());
    if (code.isEmpty()) {
      // Whole JSON of a call that was done, which the library's classes do not fit.
      return new Answer.Taken<>(Optional.empty());
    }
    String description = Redacted.text(String.valueOf(e.getApiResponse()));
    if (code.get() == GATEWAY_TIMEOUT) {
      return new Answer.Unsure<>(description);
    }
    Optional<ResponseParameters> more = Optional.ofNullable(e.getParameters());
    return new Answer.Refused<>(
        code.get(),
        description,
        more.map(ResponseParameters::getRetryAfter).map(Duration::ofSeconds),
        more.map(ResponseParameters::getMigrateToChatId));
  }

  private static <T> Answer<T> refused(int code, String description) {
    return new Answer.Refused<>(code, description, Optional.empty(), Optional.empty());
  }

  private static <T> Answer<T> failed(TelegramApiException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return new Answer.Unsure<>("interrupted");
      }
      if (cause instanceof NoAnswer none) {
        return of(none);
      }
    }
    return new Answer.Unsure<>(e.getClass().getSimpleName());
  }

  /** What a call without an answer means. */
  static <T> Answer<T> of(NoAnswer none) {
    String reason = String.valueOf(none.getMessage());
    return switch (none.kind()) {
      case UNSENT -> new Answer.Unsent<>(reason);
      case UNSURE -> new Answer.Unsure<>(reason);
      case PAGE -> refused(none.number() >= 500 ? none.number() : BAD_GATEWAY, reason);
      case TAKEN ->
          new Answer.Taken<>(none.number() == 0 ? Optional.empty() : Optional.of(none.number()));
    };
  }
}
