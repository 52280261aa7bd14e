/** What was found in a model file, as text, CSV, JSON and pictures. */
package org.normprop.report.model;
