// Handsontable, which Wagtail's tables are, has no Vietnamese of its own. Read before the first table is drawn.
if (window.Handsontable) {
  const { languages } = window.Handsontable;
  const words = {
    ROW_ABOVE: 'Thêm hàng phía trên', ROW_BELOW: 'Thêm hàng phía dưới',
    INSERT_LEFT: 'Thêm cột bên trái', INSERT_RIGHT: 'Thêm cột bên phải',
    REMOVE_ROW: ['Xóa hàng', 'Xóa các hàng'], REMOVE_COLUMN: ['Xóa cột', 'Xóa các cột'],
    UNDO: 'Hoàn tác', REDO: 'Làm lại', READ_ONLY: 'Chỉ đọc', CLEAR_COLUMN: 'Xóa chữ trong cột',
    COPY: 'Sao chép', CUT: 'Cắt', MERGE_CELLS: 'Gộp ô', UNMERGE_CELLS: 'Tách ô',
    ALIGNMENT: 'Căn chữ', ALIGNMENT_LEFT: 'Trái', ALIGNMENT_CENTER: 'Giữa', ALIGNMENT_RIGHT: 'Phải',
    ALIGNMENT_JUSTIFY: 'Đều hai bên', ALIGNMENT_TOP: 'Trên', ALIGNMENT_MIDDLE: 'Giữa ô', ALIGNMENT_BOTTOM: 'Dưới',
  };
  languages.registerLanguageDictionary({
    languageCode: 'vi-VN',
    ...Object.fromEntries(
      Object.entries(words).map(([name, text]) => [languages.dictionaryKeys[`CONTEXTMENU_ITEMS_${name}`], text]),
    ),
  });
}
