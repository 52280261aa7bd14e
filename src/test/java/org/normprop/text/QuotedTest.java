package org.normprop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a stranger's file is called does not move the terminal's cursor. */
class QuotedTest {

  @Test
  void controlCharactersOfNamesBecomeQuestionMarks() {
    assertEquals("a?b?[31m?c", Quoted.plain("a\nb\u001b[31m\u0085c"));
    assertEquals("'a?b'", Quoted.of("a\rb"));
    assertEquals("a?[31m\nb\tc?", Quoted.lines("a\u001b[31m\nb\tc\r"));
  }

  @Test
  void everyOtherCharacterStays() {
    assertEquals("/layer 1/Conv, \"\u96ea\"", Quoted.plain("/layer 1/Conv, \"\u96ea\""));
  }
}
