package planted.ripestat;

import java.sql.Connection;
import okhttp3.OkHttpClient;
import org.assertj.core.api.Assertions;
import org.quartz.Job;
import planted.probe.Neighbour;

/** An edge that knows another edge and the libraries of others. */
public abstract class Nosy {
  abstract OkHttpClient allowed();

  abstract Neighbour neighbour();

  abstract Job job();

  abstract Connection connection();

  abstract Assertions unknownLibrary();
}
