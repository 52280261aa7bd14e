package org.normprop.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Spark installation made of the jars on the class path, in a folder: enough to submit to it and
 * for its workers to start executors.
 *
 * @param folder the folder
 */
record SparkHome(Path folder) {

  private static final String SCALA = "2.13";

  /** The program as one jar, which the build makes before these tests run. */
  static final Path JAR = Path.of("target/normprop.jar").toAbsolutePath();

  /** What keeps the tests from running, if something does. */
  static Optional<String> missing() {
    try {
      Class.forName("org.apache.spark.launcher.SparkLauncher");
    } catch (ClassNotFoundException e) {
      return Optional.of("Spark is not here: mvn -Pspark brings it");
    }
    return Files.exists(JAR)
        ? Optional.empty()
        : Optional.of("no target/normprop.jar: mvn package");
  }

  static SparkHome in(Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    Files.createFile(folder.resolve("RELEASE"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && !entry.contains("junit") && !entry.contains("archunit")) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
      }
    }
    return new SparkHome(folder);
  }

  /** A process that submits a command of the program. */
  ProcessBuilder submit(String master, Path work, String... command) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", folder.resolve("jars") + File.separator + "*"));
    words.add("org.apache.spark.deploy.SparkSubmit");
    words.addAll(List.of("--master", master, "--class", Main.class.getName()));
    words.addAll(List.of("--conf", "spark.ui.enabled=false"));
    words.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    words.addAll(List.of("--conf", "spark.driver.bindAddress=127.0.0.1"));
    words.add(JAR.toString());
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words).directory(work.toFile());
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", SCALA);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_HOSTNAME", "localhost");
    return builder;
  }
}
