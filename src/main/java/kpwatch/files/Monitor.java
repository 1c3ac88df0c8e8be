package kpwatch.files;

/** Whether the program itself runs. */
public enum Monitor {
  ON,
  OFF
}
