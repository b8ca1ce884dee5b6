"""A small archive and what must be found in it, written for these tests: 2,200 items in Vietnamese and Ê-đê."""

import random

SUBJECTS = """cà phê|sầu riêng|hồ tiêu|cao su|mắc ca|bơ booth|lúa nước|ngô lai|mía đường|ca cao|nuôi ong lấy mật|đàn bò sữa|đàn voi nhà|cá tầm|tôm hùm
|rừng khộp|hồ thủy lợi|đập dâng|nước sạch nông thôn|điện mặt trời|điện gió|cầu treo|đường cao tốc|tuyến tránh|bến xe|sân bay|chợ phiên|chợ đầu mối
|nhà văn hóa cộng đồng|nhà dài|cồng chiêng|sử thi|dệt thổ cẩm|rượu cần|lễ cúng bến nước|lễ mừng lúa mới|đua thuyền độc mộc|bắn nỏ|bóng chuyền|giải chạy bộ
|trường mầm non|lớp xóa mù chữ|học bổng|thư viện lưu động|trạm y tế|tiêm chủng|sốt xuất huyết|hiến máu|bảo hiểm y tế|nhà tình nghĩa|quỹ khuyến học
|tổ công nghệ số|chữ ký số|dịch vụ công|thanh toán không tiền mặt|mã số vùng trồng|hợp tác xã|tổ tiết kiệm|tín dụng chính sách|phòng cháy rừng|dân quân tự vệ""".replace(
    "\n", ""
).split("|")

PLACES = """Buôn Đôn|Ea Súp|Krông Bông|Krông Năng|Krông Pắc|Krông Búk|Krông Ana|Cư M’gar|Ea H’leo|Ea Kar|M’Drắk|Cư Kuin|hồ Lắk|Buôn Hồ|Tuy Hòa|Sông Cầu|Đông Hòa
|Tuy An|Đồng Xuân|Sơn Hòa|Sông Hinh|Tây Hòa|Phú Hòa|Ea Drăng|Quảng Phú|Phước An|Liên Sơn|Buôn Trấp|Ea Knốp|Hòa Thắng|Ea Tam|Tân Lập|Thành Nhất|Cư Êbur|Ea Kao
|Hòa Phú|Ea Wer|Krông Na|Yang Mao|Cư Pui|Ea Trol|Xuân Lãnh""".replace("\n", "").split("|")

EVENTS = """vào vụ mới|được giá|mất mùa vì hạn|lo đầu ra|mở rộng diện tích|khởi sắc sau sáp nhập|gặp khó vì mưa kéo dài|đón khách dịp cuối năm|thay đổi cách làm|cần thêm vốn
|về đích sớm|trao tận tay người nghèo|giữ nghề cho con cháu|thu hút người trẻ|khánh thành trong tháng|bắt đầu từ một tổ tự quản|được dân đồng lòng|chờ quy hoạch""".replace(
    "\n", ""
).split("|")

SENTENCES = """Từ sáng sớm, người dân đã có mặt đông đủ.|Theo cán bộ xã, đây là năm thứ ba liên tiếp việc này được làm tốt.|Mưa dứt, nắng lên, con đường đất đỏ lại nhộn nhịp xe.
|Bà con mong giá giữ ổn định đến hết vụ.|Chị nói vui rằng cả buôn ai cũng biết tiếng anh.|Mỗi hộ được hỗ trợ cây giống và phân bón.|Ngành chức năng khuyến cáo không nên chạy theo phong trào.
|Ông kể lại chuyện cũ bên bếp lửa nhà dài.|Năm nay mùa khô đến muộn hơn mọi năm.|Số tiền không lớn nhưng đủ để bắt đầu lại.|Con em trong buôn nay đã có người học đại học.
|Cách trung tâm chừng ba mươi cây số là một vùng đất yên ả.|Tỉnh đặt mục tiêu hoàn thành trước cuối năm.|Nhiều người đi làm ăn xa cũng đã trở về.""".replace(
    "\n", ""
).split("|")

# Two words that differ in the marks alone.
TONES = """đường dương|đường đương|má mả|má mã|ma mạ|bàn bán|bạn bản|bán bạn|cá cà|cả cạ|dâu đầu|dầu đậu|đất dắt|đá da|đèn đen|gà gả|giá già|hàng hang|hạn hán|hồ hổ
|hội hỏi|kho khó|khỏe khoe|làng lạng|lúa lừa|mía mĩa|mùa mưa|mua mùa|muối mười|nắng nặng|ngô ngỗ|nước nuốc|ong ông|phố phở|quê quế|rừng rung|sắn săn|sông sống|tàu tầu
|thóc thọc|tôm tơm|trâu trầu|trống trồng|vườn vượn|voi vòi|xã xa|cầu cậu|chợ chờ|buôn buồn|nhà nhạ""".replace(
    "\n", ""
).split("|")

# Two words whose order makes the meaning.
ORDERS = """học sinh|sinh học|công nhân|nhân công|sản xuất|xuất sản|giá bán|bán giá|đất sạch|sạch đất|hoa màu|màu hoa|nước mắt|mắt nước|cá nước|nước cá|nhà nước|nước nhà|biển đảo|đảo biển
|hội thi|thi hội|văn học|học văn|tình yêu|yêu tình|dân công|công dân|tiền công|công tiền|thơ tình|tình thơ|kim loại|loại kim|tính toán|toán tính|vui chơi|chơi vui|bơ sữa|sữa bơ
|đấu tranh|tranh đấu|khác biệt|biệt khác|ngủ đông|đông ngủ|sinh nhật|nhật sinh|thăng hoa|hoa thăng|trúng mùa|mùa trúng|chuyển vận|vận chuyển|thợ mộc|mộc thợ|ngoại giao|giao ngoại
|sáng tối|tối sáng""".replace("\n", "").split("|")

# What is typed, and the words of the item that must be found.
NAMES = """Đắc Lắc;Đắk Lắk|Daklak;Đắk Lắk|DAK LAK;Đắk Lắk|Đăk Lăk;Đắk Lắk|đak lak;Đắk Lắk|dac lac;Đắk Lắk|darlac;Đắk Lắk|daklac;|BMT;Buôn Ma Thuột|Ban Mê Thuột;Buôn Ma Thuột
|ban me thuot;Buôn Ma Thuột|buon ma thuot;Buôn Ma Thuột|Buôn Ma Thuôt;Buôn Ma Thuột|bmt;Buôn Ma Thuột|cafe;cà phê|café;cà phê|ca phe;cà phê|cà phê;cà phê|Cư Mgar;Cư M’gar|Cu M'gar;Cư M’gar
|cu mgar;Cư M’gar|cư m gar;Cư M’gar|Ea Hleo;Ea H’leo|Ea H'leo;Ea H’leo|ea h leo;Ea H’leo|EA HLEO;Ea H’leo|MDrak;M’Drắk|M'Drak;M’Drắk|m drak;M’Drắk|mdrắk;M’Drắk|Krong Pac;Krông Pắc
|Krông Pắk;|krong nang;Krông Năng|Ho Lak;hồ Lắk|hồ lak;hồ Lắk|Ea Sup;Ea Súp|Buon Don;Buôn Đôn|Buôn đôn;Buôn Đôn|song hinh;Sông Hinh|Tuy Hoà;Tuy Hòa|tuy hoa;Tuy Hòa|Sơn Hoà;Sơn Hòa
|Cu Ebur;Cư Êbur|cư êbur;Cư Êbur|Ede;Êđê|Ê-đê;Êđê|ê đê;Êđê""".replace("\n", "").split("|")

EDE = """Ƀuôn Ama Thuôt|Mnuih Êđê hlăm čar|Klei čih mrâo|Klei khan Dam San|Čư Yang Sin|Ea Krông Ana|Ƀuôn Kô Siêr|Mnuih ƀuôn sang|Klei hưn mthâo|Hdĭp mđuôm|Čing kram|Kpan kơ̆ng
|Hruê mlan thŭn|Ênuk anei|Knŭk kna|Hriăm hră|Mă bruă lŏ hma|Djă kriê klei bhiăn|Ală čar drei|Mjing pŭk sang""".replace(
    "\n", ""
).split("|")


def items() -> dict[int, tuple[str, str]]:
    """Title and body by number. Each subject stands with each place in one title at most."""
    chosen = random.Random(1975)
    meetings = [(subject, place) for subject in SUBJECTS for place in PLACES]
    chosen.shuffle(meetings)
    found = {}
    for number, (subject, place) in enumerate(meetings[:2_000], 1):
        title = f"{subject[0].upper()}{subject[1:]} ở {place} {chosen.choice(EVENTS)}"
        other = f"Trước đó, {chosen.choice(SUBJECTS)} {chosen.choice(EVENTS)} tại {chosen.choice(PLACES)}."
        found[number] = title, " ".join([*chosen.sample(SENTENCES, 4), other])
    extra = [f"Chuyện {word} hôm nay" for pair in TONES for word in pair.split()]
    extra += [f"Bàn về {words} ở cơ sở" for words in ORDERS]
    extra += ["Đắk Lắk sau một năm", "Phố núi Buôn Ma Thuột vào xuân", "Tiếng nói của người Êđê", *EDE]
    return found | {number: (title, "") for number, title in enumerate(dict.fromkeys(extra), 3_000)}
