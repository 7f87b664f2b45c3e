"""What is read: a word here is one that is said, so that an engine's own times can be told apart.

The texts of the trial are for tuning; those that nobody had heard before are for the report. In
those that are `joined`, espeak and Piper make one word of two: only Flite has times for them.
"""

TUNE = {
    "id a": (
        "Selamat pagi, teman-teman pelaku usaha.",
        "Hari ini saya mau cerita soal kopi dari lereng Gunung Kawi.",
        "Petani di sana memanen biji merah setiap bulan Juli.",
        "Setelah dijemur selama dua minggu, biji kopi disangrai dengan api kecil.",
        "Rasanya manis, sedikit asam, dan aromanya seperti bunga melati.",
        "Kalau penasaran, silakan datang ke kedai kami di dekat pasar lama.",
        "Jangan lupa bagikan video ini kepada keluarga.",
    ),
    "id b": (
        "Banjir besar melanda beberapa kecamatan sejak Senin malam.",
        "Petugas gabungan mengevakuasi warga dengan perahu karet.",
        "Sekitar tiga ratus keluarga mengungsi ke gedung sekolah.",
        "Pemerintah daerah menyiapkan dapur umum dan obat-obatan.",
        "Warga diminta tetap waspada karena hujan masih akan turun.",
        "Informasi terbaru akan kami sampaikan sore nanti.",
    ),
    "id c": (
        "Pernahkah kamu merasa lelah padahal sudah tidur cukup?",
        "Mungkin tubuhmu kekurangan air putih.",
        "Minumlah segelas air hangat begitu bangun tidur.",
        "Lalu berjalan kaki sepuluh menit di bawah sinar matahari.",
        "Kebiasaan sederhana ini membuat pikiran lebih segar.",
        "Coba lakukan selama tujuh hari, kemudian rasakan bedanya!",
    ),
    "en a": (
        "Good morning, small business owners.",
        "Today I want to share three simple lighting tricks.",
        "First, place your phone near a window with soft daylight.",
        "Second, hang white paper behind the product to bounce light.",
        "Finally, clean your lens before every single shot.",
        "Follow this channel because new tips come every Monday.",
    ),
    "en b": (
        "Heavy rain flooded several villages last night.",
        "Rescue teams moved people using rubber boats.",
        "Around three hundred families are staying inside schools.",
        "Local officials prepared food, blankets, and medicine.",
        "Residents should remain careful because more rain is coming.",
        "We will bring another update later this afternoon.",
    ),
    "en c": (
        "Have you ever felt tired even after sleeping well?",
        "Maybe your body simply needs more water.",
        "Drink one warm glass right after waking up.",
        "Then walk ten minutes under morning sunlight.",
        "This tiny habit keeps your mind fresh all day.",
        "Try it for seven days, then tell me what changed!",
    ),
    "en joined": (
        "The keys of the house were in the kitchen all morning.",
        "She walked from the station to the end of the road.",
        "Most of the time it was raining on the other side of the valley.",
        "Put it in a bowl, and leave it for a day or two.",
    ),
}
HELD = {
    "id d": (
        "Perpustakaan keliling akhirnya tiba di kampung nelayan.",
        "Anak-anak berlari menyambut mobil biru itu sambil tertawa.",
        "Di dalamnya tersusun ratusan buku cerita, peta, dan majalah lama.",
        "Seorang relawan membacakan dongeng tentang kancil yang cerdik.",
        "Ibu-ibu ikut duduk di tikar dan mendengarkan sampai selesai.",
        "Bulan depan mereka berjanji membawa buku resep dan alat gambar.",
    ),
    "id e": (
        "Jalan utama menuju pelabuhan ditutup mulai besok pagi.",
        "Pengendara motor dapat memakai jalur timur lewat jembatan baru.",
        "Angkutan umum tetap beroperasi, tetapi waktunya lebih lama.",
        "Petugas akan berjaga di setiap persimpangan penting.",
        "Simpan nomor darurat ini dan periksa bensin sebelum berangkat.",
        "Terima kasih atas pengertian dan kesabaran semua warga kota.",
    ),
    "en d": (
        "The old harbour market opens its gates on Saturday.",
        "Farmers bring honey, cheese, and bread from nearby hills.",
        "Children can paint a wooden boat beside the fountain.",
        "At noon a brass band plays a slow sea song.",
        "Parking is free, but please leave the bridge clear.",
        "Bring a basket, and stay until the lanterns are lit.",
    ),
    "en e": (
        "My neighbour repairs bicycles in a narrow garage.",
        "He begins by checking the chain, the brakes, and both wheels.",
        "A loose spoke makes a quiet ticking sound when you ride.",
        "Turn the small nut slowly, and measure twice.",
        "Most people never oil the bearings until something squeaks.",
        "Ten careful minutes can save you a costly visit later.",
    ),
    "en joined too": (
        "The first of the boats came in from the lake at dawn.",
        "We could see the lights on the far side of the bay.",
        "Some of the children had never been to the sea before.",
        "It was the end of a long day in the middle of the summer.",
    ),
}
