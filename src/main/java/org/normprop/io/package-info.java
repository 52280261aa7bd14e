/**
 * Files. In reading order: {@link AtomicFile} writes them whole or not at all, {@link FolderLock}
 * keeps two writers apart, {@link CacheFolder} is where fetched things lie, {@link FileText} reads
 * them and says which could not be, {@link Csv} reads and writes records, {@link Faults} and {@link
 * BadFileException} say what went wrong. Sees nothing else.
 */
package org.normprop.io;
