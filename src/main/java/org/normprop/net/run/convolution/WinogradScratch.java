package org.normprop.net.run.convolution;

import static org.normprop.net.run.convolution.WinogradGrid.POSITIONS;
import static org.normprop.net.run.convolution.WinogradGrid.TILE;

import java.util.Arrays;
import org.normprop.net.compute.Workspace;

/**
 * Scratch memory of one worker for {@link WinogradConvolution}, the same arrays for all layers: the
 * next layer finds them in the cache.
 *
 * @param v the transformed input, an array for each position
 * @param m the transformed output, the same
 * @param cells of the rows of one phase, by columns of a tile
 * @param rows pixels of a tile by phase and column
 * @param six six arrays to be pointed at
 */
record WinogradScratch(float[][] v, float[][] m, float[][] cells, float[][] rows, float[][] six) {

  private static final int CELLS = TILE + 1;

  /** The most phases of rows, which are as many as the step. */
  private static final int PHASES = 4;

  /** How many arrays of the workspace's stack it takes. */
  static final int ARRAYS = 2 * POSITIONS + CELLS + PHASES * TILE;

  static WinogradScratch of(Workspace workspace, int worker) {
    float[][] all = workspace.stack(worker);
    int cellsAt = 2 * POSITIONS;
    int rowsAt = cellsAt + CELLS;
    return new WinogradScratch(
        Arrays.copyOfRange(all, 0, POSITIONS),
        Arrays.copyOfRange(all, POSITIONS, cellsAt),
        Arrays.copyOfRange(all, cellsAt, rowsAt),
        Arrays.copyOfRange(all, rowsAt, ARRAYS),
        new float[TILE][]);
  }
}
