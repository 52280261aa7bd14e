/**
 * Small planes with poolings, foretold by draws of one channel with all its places: {@link
 * FieldPrediction}, a fold over the graph, with what weights make of places ({@link FieldWeights})
 * and the layers between them ({@link FieldLayers}); a tensor's draws are {@link ChannelFields},
 * made of normals ({@link NormalFields}) by matrices of places ({@link PlaceMatrices}).
 */
package org.normprop.net.flow.field;
