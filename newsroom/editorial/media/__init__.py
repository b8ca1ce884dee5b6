"""Xử lý âm thanh, hình ảnh: the screens of the technician and of whoever sent a file."""
