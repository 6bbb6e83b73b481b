/** What the manager of a cinema does with its shows. */
package io.seatline.usecase.manage;
