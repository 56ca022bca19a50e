Option Explicit
' LibreOffice as the second program of the tests: office.py writes a request, this answers it.
' A request is a list of lines, each a command and its words with tabs between; a byte says that it is there.

Private document As Object
Private joins As Object ' whether each comes right behind another in the same text
Private paragraphs As Object ' cursors in those of the document as it was opened, in reading order, those of cells too

Sub Serve(folder As String, port As Long)
    Dim connection As Object, received()
    connection = createUnoService("com.sun.star.connection.Connector").connect("socket,host=127.0.0.1,port=" & port)
    Do While connection.read(received, 1) = 1 ' nothing comes any more once the tests have ended
        Written(folder & "/answer", Answered(Split(ContentOf(folder & "/request"), Chr(10))))
        connection.write(received)
    Loop
    StarDesktop.terminate()
End Sub

Function Answered(lines() As String) As String
    Dim number As Long, words() As String
    On Error Goto refused
    For number = 0 To UBound(lines)
        words = Fields(lines(number))
        Answered = Answered & Done(words)
    Next
    Exit Function
refused:
    Answered = "!" & Escaped(lines(number) & ": " & Error$ & " (line " & Erl & ")") & Chr(10)
    If Not IsNull(document) Then document.close(True)
    document = Nothing
End Function

Function Done(words() As String) As String
    Select Case words(0)
    Case "open"
        Opened(words(1))
    Case "view"
        Viewed(words(1))
    Case "close"
        document.close(True)
        document = Nothing
    Case "save"
        document.storeToURL(ConvertToURL(words(1)), Array(Named("FilterName", words(2))))
    Case "texts"
        Done = Texts()
    Case "command"
        Command(words(1))
    Case "commented"
        Commented(words)
    Case "signed"
        Signed(words(1))
    Case "tracked"
        document.RecordChanges = (words(1) = "yes")
    Case Else
        Did(words)
    End Select
End Function

Sub Did(words() As String)
    Dim here As Object
    here = paragraphs.Item(CLng(words(1)) + 1)
    Select Case words(0)
    Case "replace"
        Found(here, words(2), CLng(words(3))).setString(words(4))
    Case "insert"
        InsertedAfter(here, words)
    Case "insert paragraph"
        InsertedParagraph(Ending(here), words(2))
    Case "split"
        InsertedParagraph(Found(here, words(2), CLng(words(3))).End, "")
    Case "delete paragraph"
        Whole(CLng(words(1)) + 1).setString("")
    Case "merge"
        Mark(here).setString("")
    Case "move"
        Moved(CLng(words(1)) + 1, paragraphs.Item(CLng(words(2)) + 1))
    Case "insert row"
        InsertedRow(here, words)
    Case "delete row"
        Reached(here)
        Command(".uno:DeleteRows")
    Case "type"
        here.Text.insertString(Ending(here), words(2), False)
    Case "comment"
        Bookmarked(Found(here, words(2), CLng(words(3))), words(4))
    Case "bold"
        Found(here, words(2), CLng(words(3))).CharWeight = com.sun.star.awt.FontWeight.BOLD
    Case "italic"
        Found(here, words(2), CLng(words(3))).CharPosture = com.sun.star.awt.FontSlant.ITALIC
    Case Else
        Err.Raise(5)
    End Select
End Sub

' --- What a document has ---

Sub Opened(path As String) ' without a view: where LibreOffice has no windows, one that shows comments ends it
    Dim format As String
    format = IIf(Right(path, 4) = ".odt", "writer8", "MS Word 2007 XML")
    document = createUnoService("com.sun.star.text.TextDocument")
    document.load(Array(Named("URL", ConvertToURL(path)), Named("FilterName", format)))
    Set paragraphs = AllCursors()
End Sub

Sub Viewed(path As String) ' with a view, for what only commands do
    document = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, Array(Named("Hidden", True)))
    Set paragraphs = AllCursors()
End Sub

Function AllCursors() As Object
    Dim found As Object, parts As Object, number As Long
    parts = AllParts()
    Set found = New Collection
    For number = 1 To parts.Count
        found.Add(parts.Item(number).Text.createTextCursorByRange(parts.Item(number).Start))
    Next
    Set AllCursors = found
End Function

Function Texts() As String
    Dim number As Long, lines As String, parts As Object
    parts = AllParts()
    For number = 1 To parts.Count
        lines = lines & "=" & Escaped(parts.Item(number).String) & Chr(10)
    Next
    Texts = lines
End Function

Function AllParts() As Object
    Dim found As Object
    Set found = New Collection
    Set joins = New Collection
    Gathered(document.Text, found)
    Set AllParts = found
End Function

Sub Gathered(text As Object, found As Object)
    Dim parts As Object, part As Object, names, name As Long, behind As Boolean
    parts = text.createEnumeration()
    Do While parts.hasMoreElements()
        part = parts.nextElement()
        If part.supportsService("com.sun.star.text.TextTable") Then
            names = part.CellNames
            For name = 0 To UBound(names)
                Gathered(part.getCellByName(names(name)), found)
            Next
            behind = False
        Else
            found.Add(part)
            joins.Add(behind)
            behind = True
        End If
    Loop
End Sub

Function Found(here As Object, words As String, nth As Long) As Object
    Dim cursor As Object, said As String, place As Long, number As Long
    cursor = Beginning(here)
    cursor.gotoEndOfParagraph(True)
    said = cursor.String
    For number = 0 To nth
        place = InStr(place + 1, said, words, 0)
        If place = 0 Then Err.Raise(9)
    Next
    cursor = Beginning(here)
    cursor.goRight(place - 1, False)
    For number = 0 To 40 ' signs that are none in its words, such as a picture
        cursor.goRight(Len(words), True)
        If cursor.String = words Then Exit For
        cursor.collapseToStart()
        cursor.goRight(1, False)
    Next
    If cursor.String <> words Then Err.Raise(9)
    Found = cursor
End Function

Function Beginning(here As Object) As Object
    Dim cursor As Object
    cursor = here.Text.createTextCursorByRange(here)
    cursor.gotoStartOfParagraph(False)
    Beginning = cursor
End Function

Function Ending(here As Object) As Object
    Dim cursor As Object
    cursor = here.Text.createTextCursorByRange(here)
    cursor.gotoEndOfParagraph(False)
    Ending = cursor
End Function

Function Mark(here As Object) As Object
    Dim cursor As Object
    cursor = Ending(here)
    cursor.goRight(1, True)
    Mark = cursor
End Function

Function Whole(number As Long) As Object ' with its mark, or the one before where a table or nothing follows
    Dim cursor As Object, here As Object
    here = paragraphs.Item(number)
    cursor = Beginning(here)
    If Joined(number + 1) Then
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
    Else
        If Joined(number) Then cursor.goLeft(1, False)
        cursor.gotoRange(Ending(here), True)
    End If
    Whole = cursor
End Function

Function Joined(number As Long) As Boolean
    If number <= joins.Count Then Joined = joins.Item(number)
End Function

' --- What somebody does ---

Sub InsertedAfter(here As Object, words() As String)
    If words(2) = "" Then
        here.Text.insertString(Beginning(here), words(4), False)
    Else
        here.Text.insertString(Found(here, words(2), CLng(words(3))).End, words(4), False)
    End If
End Sub

Sub InsertedParagraph(behind As Object, words As String)
    behind.Text.insertControlCharacter(behind, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    If words <> "" Then behind.Text.insertString(behind, words, False)
End Sub

Sub Moved(number As Long, before As Object)
    Dim kept As Object
    document.CurrentController.select(Whole(number))
    kept = document.CurrentController.getTransferable()
    Reached(Beginning(before))
    document.CurrentController.insertTransferable(kept)
    Whole(number).setString("")
End Sub

Sub InsertedRow(here As Object, words() As String)
    Dim table As Object, name As String, row As Long, column As Long
    table = here.TextTable
    row = RowOf(here.Cell.CellName)
    Reached(here)
    Command(".uno:InsertRowsAfter")
    For column = 2 To UBound(words)
        table.getCellByName(Chr(63 + column) & (row + 1)).setString(words(column))
    Next
End Sub

Function RowOf(cell As String) As Long ' "B3" stands in row 3
    RowOf = CLng(Mid(cell, 2))
End Function

Sub Bookmarked(range As Object, name As String)
    Dim bookmark As Object
    bookmark = document.createInstance("com.sun.star.text.Bookmark")
    bookmark.Name = name
    range.Text.insertTextContent(range, bookmark, True)
End Sub

Sub Commented(words() As String) ' where the bookmark is
    Dim comment As Object, bookmark As Object, range As Object, moment As New com.sun.star.util.DateTime, numbers() As String
    Dim length As Long
    comment = document.createInstance("com.sun.star.text.textfield.Annotation")
    comment.Content = words(2)
    comment.Author = words(3)
    numbers = Split(words(4), "-")
    moment.Year = CInt(numbers(0))
    moment.Month = CInt(numbers(1))
    moment.Day = CInt(numbers(2))
    moment.Hours = CInt(numbers(3))
    moment.Minutes = CInt(numbers(4))
    comment.DateTimeValue = moment
    comment.Resolved = (words(5) = "True")
    bookmark = document.Bookmarks.getByName(words(1))
    range = bookmark.Anchor.Text.createTextCursorByRange(bookmark.Anchor)
    range.collapseToStart()
    length = Len(bookmark.Anchor.String)
    document.Text.removeTextContent(bookmark)
    range.goRight(length, True)
    range.Text.insertTextContent(range, comment, True)
End Sub

Sub Reached(range As Object)
    document.CurrentController.ViewCursor.gotoRange(range, False)
End Sub

Sub Command(name As String)
    Dim dispatcher As Object
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, name, "", 0, Array())
End Sub

Sub Signed(author As String)
    Dim settings As Object, node As Object
    settings = createUnoService("com.sun.star.configuration.ConfigurationProvider")
    node = settings.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", _
        Array(Named("nodepath", "/org.openoffice.UserProfile/Data")))
    node.givenname = author
    node.commitChanges()
End Sub

' --- Requests and answers ---

Function Named(name As String, value) As Object
    Dim property As New com.sun.star.beans.PropertyValue
    property.Name = name
    property.Value = value
    Named = property
End Function

Function Fields(row As String)
    Dim number As Long, words() As String
    words = Split(row, Chr(9))
    For number = 0 To UBound(words)
        words(number) = Join(Split(words(number), "\t"), Chr(9))
        words(number) = Join(Split(words(number), "\n"), Chr(10))
        words(number) = Join(Split(words(number), "\b"), "\")
    Next
    Fields = words
End Function

Function Escaped(text As String) As String
    Dim marked As String
    marked = Join(Split(text, "\"), "\b")
    marked = Join(Split(marked, Chr(10)), "\n")
    Escaped = Join(Split(marked, Chr(9)), "\t")
End Function

Function ContentOf(path As String) As String
    Dim stream As Object
    stream = createUnoService("com.sun.star.io.TextInputStream")
    stream.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(ConvertToURL(path)))
    stream.setEncoding("UTF-8")
    ContentOf = stream.readString(Array(), False)
    stream.closeInput()
End Function

Sub Written(path As String, text As String)
    Dim stream As Object
    stream = createUnoService("com.sun.star.io.TextOutputStream")
    stream.setOutputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileWrite(ConvertToURL(path)))
    stream.setEncoding("UTF-8")
    stream.writeString(text)
    stream.closeOutput()
End Sub
