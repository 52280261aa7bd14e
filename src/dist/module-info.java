/** The whole program as one module, for the runtime image alone; the library has no module file. */
open module org.normprop {
  requires java.logging;
  requires java.desktop;
  requires java.management;
  requires jdk.management;
  requires jdk.unsupported;
}
