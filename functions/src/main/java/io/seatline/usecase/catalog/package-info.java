/** The catalog: importing what operators publish. */
package io.seatline.usecase.catalog;
