/**
 * The calls about the whole installation: repairs and settings.
 *
 * <p>Knows {@code web}, {@code repair} and {@code status}. Begin at {@link io.botstatus.web.admin.RepairController}.
 */
@NullMarked
package io.botstatus.web.admin;

import org.jspecify.annotations.NullMarked;
