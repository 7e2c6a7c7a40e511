/** The HTTP API under {@code /api}, or where {@code botstatus.web.path} says: JSON in and out, errors as RFC 9457 problem details. */
@NullMarked
package io.botstatus.web;

import org.jspecify.annotations.NullMarked;
