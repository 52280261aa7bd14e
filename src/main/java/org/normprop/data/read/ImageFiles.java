package org.normprop.data.read;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normprop.data.DataSet;
import org.normprop.data.Loaded;
import org.normprop.data.SampleShape;
import org.normprop.io.BadFileException;

/**
 * Reads PNG and JPEG images, all of one size, and all grey or all coloured.
 *
 * <p>What the first image declares is held against the bytes of all before memory is taken.
 */
public final class ImageFiles {

  /** Whole sets of images that shrink more than this, beyond some room, are bombs. */
  private static final int MOST_TIMES = 200;

  private static final long ALWAYS_ALLOWED = 1 << 26;

  private ImageFiles() {}

  /**
   * Reads a folder that has a folder for each class, or folders {@code train} and {@code test} that
   * each have a folder for each class. Names that begin with a point are passed over.
   *
   * @param name what to call the data
   * @param folder the folder
   * @return the images in the order of their names, the classes in the order of theirs
   * @throws BadFileException if a file is no image, differs from the others in size or colours, or
   *     stands where none should
   * @throws IOException if a file cannot be read
   */
  public static Loaded folder(String name, Path folder) throws IOException {
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    if (!Files.isDirectory(train) || !Files.isDirectory(test)) {
      return new Loaded(classes(name, folder), Optional.empty());
    }
    DataSet rows = classes(name, train);
    DataSet heldOut = classes(name, test);
    if (!rows.shape().equals(heldOut.shape())) {
      throw new BadFileException(
          test, "has images of " + heldOut.shape() + ", but train has " + rows.shape());
    }
    try {
      return new Loaded(rows, Optional.of(heldOut.withClassOrder(rows.classNames())));
    } catch (IllegalArgumentException e) {
      throw new BadFileException(test, "has classes that train lacks: " + e.getMessage());
    }
  }

  private static DataSet classes(String name, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path sub : contents(folder)) {
      if (!Files.isDirectory(sub)) {
        throw new BadFileException(
            sub, "stands beside folders of images: expected one folder for each class, no files");
      }
      List<Path> images = contents(sub);
      if (images.isEmpty()) {
        throw new BadFileException(
            sub, "has no images, and would be a class: remove it, or put its images there");
      }
      for (Path file : images) {
        if (!Files.isRegularFile(file) || !isImage(file)) {
          throw new BadFileException(
              file, "is no PNG or JPEG image: take it out of the folder of a class");
        }
        files.add(file);
        labels.add(names.size());
      }
      names.add(sub.getFileName().toString());
    }
    if (files.isEmpty()) {
      throw new BadFileException(folder, "has no images in folders, one for each class");
    }
    int[] codes = labels.stream().mapToInt(Integer::intValue).toArray();
    return images(name, files).withClasses(codes, names);
  }

  /**
   * Whether a file is called as images are.
   *
   * @param file the file
   * @return whether its name ends in .png, .jpg or .jpeg
   */
  public static boolean isImage(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  /**
   * All images in a folder and the folders in it, whatever class they are of.
   *
   * @param folder the folder
   * @return the images in the order of their names, a folder's beside each other
   * @throws BadFileException if there is none
   * @throws IOException if the folder cannot be read
   */
  public static List<Path> within(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : contents(folder)) {
      if (Files.isDirectory(path)) {
        files.addAll(within(path));
      } else if (isImage(path)) {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> contents(Path folder) throws IOException {
    List<Path> contents = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        if (!path.getFileName().toString().startsWith(".")) {
          contents.add(path);
        }
      }
    }
    contents.sort(Comparator.comparing(path -> path.getFileName().toString()));
    return contents;
  }

  /**
   * Reads images with nothing to predict.
   *
   * @param name what to call the data
   * @param files the files, at least one
   * @return the images in the order of the files
   * @throws BadFileException if a file is no image or differs from the first in size or colours
   * @throws IOException if a file cannot be read
   */
  public static DataSet images(String name, List<Path> files) throws IOException {
    SampleShape shape;
    try (ImageLines first = ImageLines.open(files.get(0))) {
      shape = shape(first, files.get(0));
    }
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    long needed = (long) files.size() * shape.size();
    if (needed > Math.max(ALWAYS_ALLOWED, MOST_TIMES * bytes)) {
      throw new BadFileException(
          files.get(0),
          "is "
              + shape
              + ": "
              + files.size()
              + " such images of "
              + bytes
              + " bytes in all are not believable");
    }
    ImagePixels pixels = new ImagePixels(files.get(0), needed, shape);
    for (int i = 0; i < files.size(); i++) {
      try (ImageLines image = ImageLines.open(files.get(i))) {
        SampleShape found = shape(image, files.get(i));
        if (!found.equals(shape)) {
          throw new BadFileException(
              files.get(i),
              "is "
                  + found
                  + ", but "
                  + files.get(0).getFileName()
                  + " is "
                  + shape
                  + ": all images must have one size, and be all grey or all coloured");
        }
        pixels.take(image);
      }
    }
    return pixels.data(name);
  }

  private static SampleShape shape(ImageLines image, Path file) throws BadFileException {
    try {
      return new SampleShape(image.channels(), image.height(), image.width());
    } catch (IllegalArgumentException e) {
      throw new BadFileException(file, e.getMessage());
    }
  }
}
