/** Makes tables that were restored separately consistent again. */
package io.seatline.usecase.restore;
